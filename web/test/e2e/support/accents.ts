const EXTREMES = '#000 #fff #ff0 #00f #808080 #757575 #767676 #777 #010101 #fefefe';
const BRANDS = '#e2001a #009ee3 #ffcc00 #f39200 #1877f2 #25d366 #7f3f98 #c2185b rebeccapurple gold hotpink';
const NOTATIONS = `rgb(12 200 90); rgb(255 0 0 / 30%); rgba(0, 0, 0, 0.1); transparent; hsl(200 100% 50%);
  hsl(48deg 90% 70%); hwb(90 10% 20%); lab(60% 40 -60); color(display-p3 0 1 0); color-mix(in oklch, red, blue)`;

const STEPS = [0, 51, 102, 153, 204, 255];
const HUES = [0, 60, 120, 180, 240, 300];

/** Colours that a host may pass: a grid over sRGB, brands, extremes, and every way of writing them, also beyond sRGB. */
export const ACCENTS: readonly string[] = [
  ...STEPS.flatMap((red) => STEPS.flatMap((green) => STEPS.map((blue) => `rgb(${red}, ${green}, ${blue})`))),
  ...EXTREMES.split(' '),
  ...BRANDS.split(' '),
  ...NOTATIONS.split(/;\s*/),
  ...HUES.flatMap((hue) => [0.15, 0.45, 0.7, 0.95].map((lightness) => `oklch(${lightness} 0.37 ${hue})`)),
];
