// Reads the codes that a video shows: by the browser if it can, else by a decoder that is loaded then.

const longestSide = 1280; // px that the decoder looks at

async function browserReader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats();
  if (!formats?.includes('qr_code')) return null;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

async function decoderReader(decoder) {
  const { codesIn } = await import(decoder);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, longestSide / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return codesIn(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}

/**
 * Resolves to a function that resolves to the texts of the codes in a playing video. `decoder` is the
 * address of qr_decoder.js.
 */
export async function readerOf(decoder) {
  return (await browserReader()) ?? decoderReader(decoder);
}
