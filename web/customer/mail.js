/** Whether the server may take the text for a mail address; it checks more. */
export const isMail = (text) => /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= 254;
