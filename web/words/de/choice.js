// The texts of the choice of seats in German.

export const choice = {
  lookingUp: 'Die Vorstellung wird geladen …',
  back: 'Alle Vorstellungen',
  hall: 'Saal',
  panel: 'Ihre Buchung',
  noShow: 'Diese Vorstellung gibt es nicht',
  noShowWhy: 'Prüfen Sie die Adresse, oder sehen Sie alle Vorstellungen an.',
  notNow: 'Gerade nicht verfügbar',
  closed: {
    PAUSED: 'Der Verkauf für diese Vorstellung ist unterbrochen. Gebuchte Plätze bleiben '
      + 'gebucht. Sobald es weitergeht, sehen Sie es hier.',
    CLOSED: 'Der Verkauf für diese Vorstellung ist beendet. Wählen Sie eine andere.',
    CANCELLED: 'Diese Vorstellung fällt aus. Wählen Sie eine andere.',
  },
  opens: 'Der Verkauf beginnt am {time}. Sie können Ihre Plätze schon auswählen und ab dann '
    + 'buchen.',
  onSale: 'Der Verkauf läuft wieder.',
  changed: 'Das Kino hat diese Vorstellung geändert. {what}',
  change: {
    time: 'Sie beginnt jetzt am {time}.',
    movie: 'Es läuft jetzt {movie}.',
    hall: 'Der Saal ist jetzt {hall}.',
    seats: 'Die Plätze haben sich geändert.',
    prices: 'Die Preise haben sich geändert.',
    unknown: 'Bitte prüfen Sie Ihre Auswahl.',
  },
  title: 'Ihre Plätze',
  soldOut: 'Diese Vorstellung ist ausverkauft. Wird ein Platz wieder frei, sehen Sie ihn sofort '
    + 'hier.',
  noneFree: 'Gerade ist kein Platz frei. Wird einer frei, sehen Sie ihn sofort hier.',
  hint: 'Tippen oder klicken Sie Plätze im Saalplan an, oder gehen Sie mit den Pfeiltasten hin '
    + 'und drücken Sie die Eingabetaste.',
  hintNot: 'Im Moment können keine Plätze gewählt werden.',
  together: 'Plätze nebeneinander',
  find: 'Beste Plätze finden',
  notEnough: {
    one: 'Es wurde kein freier Platz gefunden.',
    other: 'Es wurden weniger als {count} freie Plätze gefunden.',
  },
  mail: 'E-Mail-Adresse',
  mailWrong: 'Geben Sie die E-Mail-Adresse für die Buchung ein, zum Beispiel ada@example.org.',
  price: 'Preis für {seat}',
  priceOption: '{name}, {price}',
  leave: '{seat} abwählen',
  left: '{seat} abgewählt. {sum}',
  chosen: '{seats} ausgewählt. {sum}',
  sum: { one: '{count} Platz, {price}', other: '{count} Plätze, {price}' },
  book: 'Buchen',
  bookSeats: { one: '{count} Platz buchen', other: '{count} Plätze buchen' },
  booking: 'Wird gebucht …',
  goOn: 'Weiter',
  signIn: 'Zum Buchen anmelden',
  signInElsewhere: 'Melden Sie sich zum Buchen dort an, wo dieses Kino seine Tickets verkauft.',
  most: {
    one: 'Eine Buchung hat höchstens {count} Platz. Wählen Sie ihn ab, um {seat} zu nehmen.',
    other: 'Eine Buchung hat höchstens {count} Plätze. Wählen Sie einen ab, um {seat} zu nehmen, '
      + 'oder machen Sie danach eine zweite Buchung.',
  },
  mostOfShow: {
    one: 'Pro Person gibt es für diese Vorstellung {count} Platz. Wählen Sie ihn ab, um {seat} '
      + 'zu nehmen.',
    other: 'Pro Person gibt es für diese Vorstellung höchstens {count} Plätze. Wählen Sie einen '
      + 'ab, um {seat} zu nehmen.',
  },
  isState: '{seat}: {state}',
  gone: {
    one: '{seats} ist weg: Jemand war schneller.',
    other: '{seats} sind weg: Jemand war schneller.',
  },
  blocked: {
    one: '{seats} ist nicht mehr im Verkauf.',
    other: '{seats} sind nicht mehr im Verkauf.',
  },
  wanted: {
    one: '{seats} wird gerade von jemand anderem gebucht. Buchen Sie sofort, um an der '
      + 'Auslosung teilzunehmen, oder wählen Sie einen anderen Platz.',
    other: '{seats} werden gerade von jemand anderem gebucht. Buchen Sie sofort, um an der '
      + 'Auslosung teilzunehmen, oder wählen Sie andere Plätze.',
  },
  none: 'Wählen Sie mindestens einen Platz im Saalplan.',
  nothing: 'Es wurde nichts gebucht. {why}',
  single: {
    one: '{seats} bliebe allein zwischen besetzten Plätzen übrig.',
    other: '{seats} blieben allein zwischen besetzten Plätzen übrig.',
  },
  singleOthers: 'Wählen Sie so, dass kein einzelner Platz übrig bleibt.',
  instead: 'Stattdessen {seats} nehmen',
  limit: {
    one: 'Sie haben schon {have} für diese Vorstellung, und mehr als {count} Platz geht nicht. '
      + 'Bezahlen Sie, was offen ist, oder geben Sie es frei, bevor Sie mehr wählen.',
    other: 'Sie haben schon {have} für diese Vorstellung, und mehr als {count} Plätze gehen '
      + 'nicht. Bezahlen Sie, was offen ist, oder geben Sie es frei, bevor Sie mehr wählen.',
  },
  limitOfShow: {
    one: 'Sie haben schon {have} für diese Vorstellung, und pro Person gibt es {count} Platz.',
    other: 'Sie haben schon {have} für diese Vorstellung, und pro Person gibt es höchstens '
      + '{count} Plätze. Wählen Sie weniger, oder stornieren Sie eine unbezahlte Buchung.',
  },
  limitNone: {
    one: 'Sie können für diese Vorstellung jetzt {count} Platz buchen. Wählen Sie die anderen ab.',
    other: 'Sie können für diese Vorstellung jetzt höchstens {count} Plätze buchen. Wählen Sie '
      + 'die übrigen ab.',
  },
  notOpen: 'Der Verkauf beginnt am {time}. Ihre Plätze sind noch ausgewählt.',
  signedOut: 'Sie sind abgemeldet. Ihre Plätze sind noch ausgewählt.',
  salesClosed: 'Der Verkauf für diese Vorstellung ist unterbrochen oder beendet.',
  refused: 'Der Server hat das nicht angenommen. Laden Sie die Seite neu und wählen Sie noch '
    + 'einmal.',
};
