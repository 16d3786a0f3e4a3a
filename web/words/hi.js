// The texts of the customer's page in Hindi. A section for each part of the page.

export const words = {
  page: {
    language: 'भाषा',
    connectionLost: {
      one: 'कनेक्शन टूट गया। {count} सेकंड में फिर कोशिश होगी।',
      other: 'कनेक्शन टूट गया। {count} सेकंड में फिर कोशिश होगी।',
    },
    unreachable: 'सर्वर से जवाब नहीं मिल रहा है।',
    offline: 'आप ऑफ़लाइन हैं। कृपया अपना इंटरनेट कनेक्शन जाँचें।',
    limited: 'आपके नेटवर्क से बहुत ज़्यादा अनुरोध आए हैं।',
    busy: 'सर्वर अभी बहुत व्यस्त है।',
    failed: 'सर्वर जवाब नहीं दे सका (स्थिति {status})।',
    again: {
      one: 'पेज {count} सेकंड में फिर कोशिश करेगा।',
      other: 'पेज {count} सेकंड में फिर कोशिश करेगा।',
    },
    tryAgain: 'फिर कोशिश करें',
  },
  programme: {
    title: 'टिकट बिक्री जारी',
    looking: 'शो की सूची लोड हो रही है…',
    slow: 'सामान्य से ज़्यादा समय लग रहा है। कृपया थोड़ा इंतज़ार करें।',
    days: 'दिन',
    today: 'आज',
    tomorrow: 'कल',
    search: 'फ़िल्म या हॉल खोजें',
    hall: 'हॉल',
    allHalls: 'सभी हॉल',
    time: 'शो का समय',
    anyTime: 'किसी भी समय',
    slots: {
      morning: 'सुबह, 12:00 बजे तक',
      afternoon: 'दोपहर, 12:00 से 17:00 बजे',
      evening: 'शाम, 17:00 से 21:00 बजे',
      night: 'रात, 21:00 बजे से',
    },
    clear: 'फ़िल्टर हटाएँ',
    summary: '{showings}, {films}',
    showings: { one: '{count} शो', other: '{count} शो' },
    films: { one: '{count} फ़िल्म', other: '{count} फ़िल्में' },
    hours: '{hours} घंटे {minutes} मिनट',
    minutes: '{minutes} मिनट',
    from: '{price} से',
    paused: 'बिक्री रुकी हुई है',
    closed: 'बिक्री बंद',
    opens: 'बिक्री शुरू: {at}',
    soldOut: 'हाउसफ़ुल',
    fewLeft: 'बहुत कम सीटें बची हैं',
    seatsLeft: { one: 'सिर्फ़ {count} सीट बची है', other: 'सिर्फ़ {count} सीटें बची हैं' },
    more: 'और शो देखें',
    moreOfDay: {
      one: 'इस दिन का {count} और शो देखें',
      other: 'इस दिन के {count} और शो देखें',
    },
    nothing: 'अभी किसी शो के टिकट नहीं बिक रहे हैं। कृपया बाद में फिर देखें।',
    nothingToday: 'इस दिन अब कोई शो बाकी नहीं है। कृपया कोई और दिन चुनें।',
    nothingThen: 'इस दिन आपके फ़िल्टर से मेल खाता कोई शो नहीं है। कोई और दिन चुनें या फ़िल्टर हटाएँ।',
    nothingFound: '“{q}” के लिए कुछ नहीं मिला। वर्तनी जाँचें या नाम का कोई हिस्सा लिखकर खोजें।',
    missing: 'कुछ हॉल से अभी संपर्क नहीं हो पा रहा है, इसलिए उनके शो यहाँ नहीं दिख रहे हैं।',
    zones: 'सभी समय सिनेमाघर के स्थानीय समय ({zones}) के अनुसार हैं।',
    old: 'यहाँ दिखाई गई जानकारी पुरानी हो सकती है।',
  },
  hall: {
  },
  choice: {
  },
  booking: {
  },
  account: {
  },
};
