// The texts of the customer's page in German. A section for each part of the page.

import { choice } from './de/choice.js';
import { hall } from './de/hall.js';
import { programme } from './de/programme.js';

export const words = {
  page: {
    language: 'Sprache',
    connectionLost: {
      one: 'Verbindung unterbrochen. Neuer Versuch in {count} Sekunde.',
      other: 'Verbindung unterbrochen. Neuer Versuch in {count} Sekunden.',
    },
    unreachable: 'Der Server antwortet nicht.',
    offline: 'Sie sind offline. Bitte prüfen Sie Ihre Internetverbindung.',
    limited: 'Aus Ihrem Netz kamen zu viele Anfragen.',
    busy: 'Der Server ist gerade sehr ausgelastet.',
    unavailable: 'Der Server kann diese Anfrage gerade nicht beantworten.',
    broken: 'Auf dem Server ist ein Fehler aufgetreten.',
    failed: 'Der Server konnte nicht antworten (Status {status}).',
    problem: {
      UNAUTHENTICATED: 'Sie sind abgemeldet. Bitte melden Sie sich wieder an.',
      FORBIDDEN: 'Das gehört jemand anderem.',
      NOT_CANCELLABLE: 'Eine Stornierung ist nicht mehr möglich. Das Kino hilft Ihnen weiter.',
    },
    again: {
      one: 'Die Seite versucht es in {count} Sekunde noch einmal.',
      other: 'Die Seite versucht es in {count} Sekunden noch einmal.',
    },
    retry: 'Bitte versuchen Sie es gleich noch einmal.',
    retryIn: {
      one: 'Bitte versuchen Sie es in {count} Sekunde noch einmal.',
      other: 'Bitte versuchen Sie es in {count} Sekunden noch einmal.',
    },
    tryAgain: 'Noch einmal versuchen',
    slow: 'Das dauert länger als sonst. Bitte haben Sie einen Moment Geduld.',
  },
  programme,
  hall,
  choice,
  booking: {
    allShows: 'Alle Vorstellungen',
    and: '{first} und {last}',
    counts: {
      seat: { one: '{count} Platz', other: '{count} Plätze' },
      booking: { one: '{count} Buchung', other: '{count} Buchungen' },
      second: { one: '{count} Sekunde', other: '{count} Sekunden' },
      lot: { one: '{count} Los', other: '{count} Lose' },
    },
    header: 'Ihre Buchungen ({count})',
    headerDue: 'Ihre Buchungen ({count}) · {time}',
    headerSaid: 'Ihre Buchungen ({count}) · {time} zum Bezahlen',
    listTitle: 'Ihre Buchungen',
    listOpen: {
      one: '{count} Buchung, in diesem Browser gemerkt.',
      other: '{count} Buchungen, in diesem Browser gemerkt.',
    },
    listOld: '{problem} Die Angaben sind vielleicht nicht mehr aktuell; die Seite versucht es '
      + 'von selbst weiter.',
    listNone: 'In diesem Browser gibt es keine Buchungen.',
    listStatus: {
      IN_REVIEW: 'Wird geprüft', CONFIRMED: 'Zu bezahlen: noch {time}', PAID: 'Bezahlt',
    },
    listPay: 'Bezahlen',
    listTicket: 'Ticket',
    forget: 'Aus der Liste entfernen',
    forgetOf: 'Aus der Liste entfernen: {seats} in {movie}, Vorstellung {show}',
    forgetSure: 'Aus der Liste entfernen?',
    forgetOpen: 'Die Buchung für {movie} wird dadurch nicht storniert, aber dieser Browser '
      + 'vergisst ihre Adresse. Um die Plätze zurückzugeben, öffnen und stornieren Sie die Buchung.',
    forgetPaid: 'Das Ticket für {movie} bleibt bezahlt, aber dieser Browser vergisst seine '
      + 'Adresse. Bewahren Sie das Ticket vorher anderswo auf, zum Beispiel auf Papier.',
    forgetYes: 'Entfernen',
    forgetNo: 'Behalten',
    title: {
      IN_REVIEW: 'Wird geprüft',
      CONFIRMED: 'Bestätigt: bitte bezahlen',
      PAID: 'Bezahlt. Viel Vergnügen!',
      REJECTED: 'Sie haben diese Plätze nicht bekommen',
      EXPIRED: 'Diese Buchung ist abgelaufen',
      CANCELLED: 'Diese Buchung ist storniert',
    },
    number: 'Buchung Nr. {number}',
    lookingUp: 'Ihre Buchung wird gesucht …',
    said: '{title}: {seats}.',
    unknown: 'Diese Buchung gibt es nicht',
    unknownWhy: 'Bitte prüfen Sie die Adresse. Eine per E-Mail gefundene Buchung braucht den '
      + 'neuesten Link.',
    signInToSee: 'Melden Sie sich an, um diese Buchung zu sehen',
    signInWhy: 'Sie gehört zu einem Konto. Nach der Anmeldung kommen Sie hierher zurück.',
    ofAnother: 'Diese Buchung gehört jemand anderem',
    ofAnotherWhy: 'Melden Sie sich mit der E-Mail-Adresse an, mit der gebucht wurde.',
    cannotShow: 'Die Buchung kann nicht angezeigt werden',
    chooseSeats: 'Plätze wählen',
    chooseOther: 'Andere Plätze wählen',
    chooseNear: 'Freie Plätze bei {seats} wählen',
    askAgain: '{seats} noch einmal buchen',
    askAgainFrom: '{seats} ab {time} noch einmal buchen',
    reviewing: 'Die Entscheidung fällt gleich. Wollten mehrere zugleich denselben Platz, hat die '
      + 'größte Buchung Vorrang; bei Gleichstand entscheidet das Los.',
    lost: {
      one: '{seats} ging an jemand anderen.',
      other: '{seats} gingen an jemand anderen.',
    },
    allOrNone: 'Eine Buchung bekommt alle ihre Plätze oder keinen.',
    noCharge: 'Es wurde nichts abgebucht.',
    ended: {
      payment_timeout: 'Sie wurde nicht rechtzeitig bezahlt, ihre Plätze sind wieder im Verkauf. '
        + 'Eine verspätete Zahlung wird Ihnen automatisch erstattet.',
      review_timeout: 'Sie konnte nicht rechtzeitig geprüft werden. Es wurde nichts abgebucht.',
      by_customer: 'Sie haben sie storniert. Ihre Plätze sind wieder im Verkauf.',
      by_operator: 'Das Kino hat sie storniert. Falls Sie bezahlt hatten, bekommen Sie Ihr Geld '
        + 'zurück.',
      show_cancelled: 'Das Kino hat die Vorstellung abgesagt. Falls Sie bezahlt hatten, bekommen '
        + 'Sie Ihr Geld zurück.',
      payment_reversed: 'Ihre Zahlung wurde zurückgebucht, deshalb ist die Buchung storniert.',
      other: 'Sie ist beendet.',
    },
    fact: {
      cinema: 'Kino',
      show: 'Film',
      about: 'Zum Film',
      begins: 'Beginn',
      hall: 'Saal',
      seats: { one: 'Platz', other: 'Plätze' },
      price: 'Preis',
      payBy: 'Zahlbar bis',
      paid: 'Bezahlt',
      reference: 'Referenz',
    },
    priceLine: '{count} × {name}, {price}',
    priceLineBare: '{count} × {price}',
    total: 'Summe {price}',
    decided: 'So wurde entschieden',
    secret: 'Die Adresse dieser Seite ist Ihr Ticket: Heben Sie sie auf und geben Sie sie nicht '
      + 'weiter. Wer sie hat, kann die Buchung sehen, bezahlen und stornieren.',
    secretPaid: 'Die Adresse dieser Seite ist Ihr Ticket: Heben Sie sie auf und geben Sie sie '
      + 'nicht weiter. Wer sie hat, kann die Buchung sehen und ihre Codes benutzen.',
    timeLeft: 'bleiben zum Bezahlen. Bis dahin sind die Plätze für Sie reserviert.',
    secondsLeft: {
      one: 'Noch {count} Sekunde zum Bezahlen.', other: 'Noch {count} Sekunden zum Bezahlen.',
    },
    timeOver: 'Die Zeit zum Bezahlen ist abgelaufen',
    timeOverWhy: 'Die Plätze sind nicht mehr für Sie reserviert. Sobald der Server meldet, was aus '
      + 'Ihrer Buchung geworden ist, sehen Sie es hier.',
    pay: '{price} bezahlen',
    paying: 'Zahlung läuft …',
    justPaid: 'Wenn Sie gerade bezahlt haben, warten Sie bitte: Das Ticket wird gleich automatisch '
      + 'als bezahlt angezeigt.',
    payFailed: 'Ihre Zahlung ist fehlgeschlagen, es wurde nichts abgebucht. Sie können es erneut '
      + 'versuchen, bis die Zeit um ist.',
    cannotPay: 'Auf dieser Seite können Sie nicht bezahlen.',
    payWith: 'Zahlen Sie {price} mit der Referenz',
    payWithEnd: 'Das Ticket wird danach automatisch als bezahlt angezeigt.',
    refundAtOnce: 'Die Zahlung konnte dieser Buchung nicht gutgeschrieben werden. Sie bekommen Ihr '
      + 'Geld zurück.',
    payBroke: 'Die Verbindung ist abgebrochen. Warten Sie, bis sie wieder da ist: Die Zahlung kann '
      + 'angekommen sein.',
    moved: 'Das Kino hat Ihnen andere Plätze gegeben: {to} statt {from}. Vorher gespeicherte '
      + 'oder gedruckte Codes gelten nicht mehr.',
    returned: {
      one: '{seats} wurde aus dieser Buchung genommen.',
      other: '{seats} wurden aus dieser Buchung genommen.',
    },
    refundDue: 'Die Erstattung von {price} ist unterwegs zu Ihnen.',
    refundDone: '{price} wurden Ihnen erstattet.',
    tooLate: 'Ihre Zahlung kam zu spät.',
    paidTwice: 'Sie haben mehrmals bezahlt.',
    payUnused: 'Ihre Zahlung konnte für diese Buchung nicht verwendet werden.',
    codes: 'Codes',
    codesHow: 'Zeigen Sie die Codes am Einlass, auf dem Bildschirm oder ausgedruckt. Jeder gilt '
      + 'für eine Person.',
    codeOf: 'Code für {seat}',
    codePlace: '{at} von {count}',
    codesLoading: 'Die Codes werden geladen …',
    codesFailed: 'Die Codes konnten nicht geladen werden. {problem}',
    tryAgain: 'Noch einmal versuchen',
    print: 'Drucken',
    calendar: 'In den Kalender',
    cancel: 'Buchung stornieren',
    cancelSure: 'Möchten Sie die Plätze zurückgeben?',
    cancelYes: 'Ja, stornieren',
    cancelNo: 'Behalten',
    taken: {
      SOLD: { one: '{seats} ist verkauft.', other: '{seats} sind verkauft.' },
      HELD: {
        one: '{seats} ist für jemanden reserviert, der noch bezahlen muss.',
        other: '{seats} sind für jemanden reserviert, der noch bezahlen muss.',
      },
      IN_REVIEW: {
        one: '{seats} wird gerade von jemand anderem gebucht.',
        other: '{seats} werden gerade von jemand anderem gebucht.',
      },
      BLOCKED: {
        one: '{seats} steht nicht zum Verkauf.', other: '{seats} stehen nicht zum Verkauf.',
      },
      WAIT: {
        one: '{seats} ist kurze Zeit zuerst für andere frei, weil Sie den Platz hatten und nicht '
          + 'bezahlt haben. Ab {time} können Sie ihn wieder buchen.',
        other: '{seats} sind kurze Zeit zuerst für andere frei, weil Sie die Plätze hatten und '
          + 'nicht bezahlt haben. Ab {time} können Sie sie wieder buchen.',
      },
      other: { one: '{seats} ist nicht verfügbar.', other: '{seats} sind nicht verfügbar.' },
    },
    waitLimited: {
      one: '{problem} In {count} Sekunde wird es erneut versucht; doppelt gebucht wird nicht.',
      other: '{problem} In {count} Sekunden wird es erneut versucht; doppelt gebucht wird nicht.',
    },
    waitOther: '{problem} Wir versuchen es weiter; doppelt gebucht wird nicht.',
    rivals: {
      one: 'Sie und Buchung {numbers} haben gleichzeitig angefragt',
      other: 'Sie und die Buchungen {numbers} haben gleichzeitig angefragt',
    },
    bookingNo: 'Nr. {number}',
    rule: {
      uncontested: 'Niemand sonst wollte diese Plätze zur selben Zeit.',
      most_seats: '{both}. Die größte Buchung hat Vorrang, und das war Ihre.',
      won_draw: '{both}. Unter gleich großen Buchungen wurde gelost, und Sie kamen zuerst.',
      fewer_seats: '{both}. Die größte Buchung hat Vorrang, und Ihre war kleiner.',
      lost_draw: '{both}, und zwar für gleich viele Plätze. Es wurde gelost, und Sie kamen später.',
      counter: 'Die Plätze wurden an der Kasse verkauft.',
    },
    draw: {
      check: 'Auslosung nachrechnen',
      how: 'Prüfung {round} hat einen Startwert gezogen. Das Los einer Buchung ist SHA-256 aus '
        + 'Startwert und Nummer, das kleinste kommt zuerst. Ihr Browser hat gerade {lots} '
        + 'berechnet:',
      lots: 'Lose',
      own: 'Nr. {number} (Sie)',
      place: 'Rang',
      booking: 'Buchung',
      lot: 'Los',
      agrees: 'Sie stimmen mit der Entscheidung des Servers überein.',
      disagrees: 'Sie stimmen nicht mit der Entscheidung des Servers überein.',
      byHand: 'Zum Nachrechnen von Hand, für Ihr eigenes Los:',
    },
    trying: '{problem} Die Seite versucht es automatisch weiter.',
    find: {
      link: 'Meine Buchung finden',
      title: 'Meine Buchung finden',
      how: 'Geben Sie die Daten Ihrer Buchung ein. Sie bekommen eine E-Mail mit einem Link, der '
        + 'die Buchung in diesem Browser öffnet.',
      reference: 'Buchungsreferenz',
      referenceHelp: 'Sie steht auf Ihrem Ticket und auf dem Beleg Ihrer Zahlung, zum Beispiel '
        + 'regal-1-7-0123456789abcdef0123.',
      mail: 'E-Mail-Adresse',
      send: 'Link senden',
      sending: 'Wird gesendet …',
      sent: 'Wenn es diese Buchung gibt, ist eine E-Mail mit einem Link an {mail} unterwegs. Der '
        + 'Link gilt einmal, in den nächsten 30 Minuten.',
      sentNothing: 'Keine E-Mail bekommen? Sehen Sie im Spam-Ordner nach und prüfen Sie Referenz '
        + 'und Adresse.',
      needReference: 'Geben Sie die Referenz der Buchung ein.',
      needMail: 'Geben Sie die E-Mail-Adresse der Buchung ein, zum Beispiel ada@example.org.',
      noMail: 'Dieses Kino versendet keine E-Mails. Fragen Sie mit Ihrer Referenz an der Kasse.',
      opening: 'Ihre Buchung wird geöffnet …',
      used: 'Dieser Link wurde schon benutzt oder ist älter als 30 Minuten. Hier bekommen Sie '
        + 'einen neuen.',
      openFailed: '{problem} Ihr Link gilt weiterhin.',
    },
  },
  account: {
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    signUp: 'Konto anlegen',
    submitUp: 'Konto anlegen',
    haveAccount: 'Ich habe ein Konto',
    mail: 'E-Mail-Adresse',
    password: 'Passwort',
    passwordRule: 'Mindestens 8 beliebige Zeichen.',
    known: 'Zu dieser E-Mail-Adresse gibt es ein Konto mit einem anderen Passwort. Melden Sie sich '
      + 'damit an.',
    wrong: 'Die E-Mail-Adresse oder das Passwort ist falsch.',
    badPassword: 'Das Passwort muss 8 bis 256 Zeichen haben und darf nicht die E-Mail-Adresse '
      + 'sein.',
    badMail: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel ada@example.org.',
    attempts: {
      one: 'Das waren zu viele Versuche. Versuchen Sie es in {count} Sekunde erneut.',
      other: 'Das waren zu viele Versuche. Versuchen Sie es in {count} Sekunden erneut.',
    },
    expired: 'Ihre Sitzung ist abgelaufen. Melden Sie sich wieder an: Sie kommen auf diese Seite '
      + 'zurück.',
    expiredNoForm: 'Ihre Sitzung ist abgelaufen. Melden Sie sich dort wieder an, wo dieses Kino '
      + 'seine Tickets verkauft.',
    otherTab: 'Diese Anmeldung wurde nicht in diesem Tab begonnen. Bitte melden Sie sich erneut '
      + 'an.',
    refused: 'Sie sind nicht angemeldet: {why}',
    noToken: 'Der Anmeldedienst hat kein Token mit einer E-Mail-Adresse geschickt.',
    otherSignIn: 'Der Anmeldedienst hat das Token einer anderen Anmeldung geschickt. Bitte melden '
      + 'Sie sich erneut an.',
    otherBrowser: 'Öffnen Sie Ihr Ticket in dem Browser, in dem Sie gebucht haben, oder unter '
      + 'seiner eigenen Adresse.',
  },
};
