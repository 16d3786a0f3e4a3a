// The texts of a hall and its seats in German.

export const hall = {
  label: 'Plätze in {hall}',
  screen: 'Leinwand',
  zoom: 'Größe des Saalplans',
  zoomIn: 'Saalplan vergrößern',
  zoomOut: 'Saalplan verkleinern',
  whole: 'Ganzer Saal',
  legend: 'Legende',
  state: {
    available: 'frei',
    in_review: 'wird gerade von anderen gebucht',
    held: 'reserviert, noch nicht bezahlt',
    sold: 'verkauft',
    blocked: 'nicht im Verkauf',
  },
  chosen: 'Ihre Auswahl',
  chosenBut: 'Ihre Auswahl, {state}',
  yours: 'Ihr Platz',
  attribute: {
    wheelchair: 'Rollstuhlplatz',
    companion: 'Begleitplatz',
    restricted_view: 'eingeschränkte Sicht',
  },
  looks: {
    available: 'Frei',
    chosen: 'Ihre Auswahl',
    in_review: 'Wird gerade gebucht',
    held: 'Reserviert, noch nicht bezahlt',
    sold: 'Verkauft',
    blocked: 'Nicht im Verkauf',
    mine: 'Ihr Platz',
    wheelchair: 'Rollstuhlplatz',
    companion: 'Begleitplatz',
    restricted_view: 'Eingeschränkte Sicht',
  },
};
