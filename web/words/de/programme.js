// The texts of the programme in German.

export const programme = {
  title: 'Jetzt im Verkauf',
  looking: 'Das Programm wird geladen …',
  days: 'Tage',
  today: 'Heute',
  tomorrow: 'Morgen',
  search: 'Film oder Saal suchen',
  hall: 'Saal',
  allHalls: 'Alle Säle',
  time: 'Tageszeit',
  anyTime: 'Jede Uhrzeit',
  slots: {
    morning: 'Vormittags, bis 12 Uhr',
    afternoon: 'Nachmittags, 12 bis 17 Uhr',
    evening: 'Abends, 17 bis 21 Uhr',
    night: 'Nachts, ab 21 Uhr',
  },
  clear: 'Filter zurücksetzen',
  summary: '{showings}, {films}',
  showings: { one: '{count} Vorstellung', other: '{count} Vorstellungen' },
  films: { one: '{count} Film', other: '{count} Filme' },
  hours: '{hours} Std. {minutes} Min.',
  fullHours: '{hours} Std.',
  minutes: '{minutes} Min.',
  basePrice: 'Grundpreis {price}',
  paused: 'Verkauf pausiert',
  closed: 'Verkauf beendet',
  opens: 'Verkauf ab {at}',
  soldOut: 'Ausverkauft',
  fewLeft: 'Nur noch wenige Plätze',
  seatsLeft: { one: 'Nur noch {count} Platz', other: 'Nur noch {count} Plätze' },
  more: 'Weitere Vorstellungen',
  moreOfDay: {
    one: '{count} weitere Vorstellung an diesem Tag',
    other: '{count} weitere Vorstellungen an diesem Tag',
  },
  nothing: 'Zurzeit sind keine Vorstellungen im Verkauf. Bitte schauen Sie später wieder vorbei.',
  nothingToday: 'An diesem Tag gibt es keine Vorstellungen mehr. '
    + 'Bitte wählen Sie einen anderen Tag.',
  nothingThen: 'An diesem Tag passt keine Vorstellung zu den Filtern. '
    + 'Wählen Sie einen anderen Tag oder setzen Sie die Filter zurück.',
  nothingFound: 'Zu „{q}“ wurde nichts gefunden. '
    + 'Prüfen Sie die Schreibweise oder suchen Sie nach einem Teil des Titels.',
  missing: 'Einige Säle sind gerade nicht erreichbar; ihre Vorstellungen fehlen hier.',
  zones: 'Alle Zeiten gelten am Ort des Kinos ({zones}).',
  old: 'Die Angaben hier sind möglicherweise nicht mehr aktuell.',
};
