// The texts of a hall and its seats in Hindi.

export const hall = {
  label: '{hall} की सीटें',
  screen: 'स्क्रीन',
  zoom: 'हॉल का आकार',
  zoomIn: 'हॉल को बड़ा करें',
  zoomOut: 'हॉल को छोटा करें',
  whole: 'पूरा हॉल',
  legend: 'सीटें कैसी दिखती हैं',
  state: {
    available: 'खाली',
    in_review: 'कोई और बुक कर रहा है',
    held: 'भुगतान होने तक रोकी गई',
    sold: 'बिक चुकी',
    blocked: 'बिक्री में नहीं',
  },
  chosen: 'आपकी पसंद',
  chosenBut: 'आपकी पसंद, {state}',
  yours: 'आपकी सीट',
  attribute: {
    wheelchair: 'व्हीलचेयर की जगह',
    companion: 'साथी की सीट',
    restricted_view: 'पर्दा पूरा नहीं दिखता',
  },
  looks: {
    available: 'खाली',
    chosen: 'आपकी पसंद',
    in_review: 'बुक हो रही है',
    held: 'रोकी गई, भुगतान बाकी',
    sold: 'बिक चुकी',
    blocked: 'बिक्री में नहीं',
    mine: 'आपकी सीट',
    wheelchair: 'व्हीलचेयर की जगह',
    companion: 'साथी की सीट',
    restricted_view: 'पर्दा पूरा नहीं दिखता',
  },
};
