// The texts of a hall and its seats in Hindi.

export const hall = {
  label: '{hall} की सीटें',
  screen: 'स्क्रीन',
  zoom: 'नक्शे का आकार',
  zoomIn: 'नक्शा बड़ा करें',
  zoomOut: 'नक्शा छोटा करें',
  whole: 'पूरा हॉल',
  legend: 'चिह्नों का अर्थ',
  state: {
    available: 'खाली',
    in_review: 'कोई और बुक कर रहा है',
    held: 'भुगतान होने तक रोकी गई',
    sold: 'बिक चुकी',
    blocked: 'बिक्री के लिए नहीं',
  },
  chosen: 'आपकी चुनी हुई',
  chosenBut: 'आपकी चुनी हुई, {state}',
  yours: 'आपकी सीट',
  attribute: {
    wheelchair: 'व्हीलचेयर की जगह',
    companion: 'साथी की सीट',
    restricted_view: 'पर्दा पूरा नहीं दिखता',
  },
  looks: {
    available: 'खाली',
    chosen: 'आपकी चुनी हुई',
    in_review: 'बुक हो रही है',
    held: 'रोकी गई, भुगतान बाकी',
    sold: 'बिक चुकी',
    blocked: 'बिक्री के लिए नहीं',
    mine: 'आपकी सीट',
    wheelchair: 'व्हीलचेयर की जगह',
    companion: 'साथी की सीट',
    restricted_view: 'पर्दा पूरा नहीं दिखता',
  },
};
