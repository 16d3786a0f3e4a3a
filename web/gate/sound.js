// Two tones that differ in pitch and length, for people who do not look at the page.

let context;

export function beep(admits) {
  context ??= new AudioContext();
  const tone = context.createOscillator();
  const level = context.createGain();
  tone.frequency.value = admits ? 880 : 220;
  level.gain.value = 0.2;
  tone.connect(level).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + (admits ? 0.15 : 0.5));
}
