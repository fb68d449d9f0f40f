/** A secret and its name in the findings. */
export type Canary = { name: string; secret: string };

/** Where a secret was found, and in which encoding. */
export type Finding = { canary: string; form: string; place: string };

/** Finds secrets, or any sixteen characters of one, in all common encodings. */
export function findSecrets(canaries: readonly Canary[], outputs: Iterable<[string, Buffer]>): Finding[] {
  const needles = canaries.flatMap(({ name, secret }) =>
    pieces(secret).flatMap((piece) => formsOf(piece).map((form) => ({ canary: name, ...form }))),
  );
  const texts = [...outputs].map(([place, bytes]) => ({ place, text: bytes.toString('latin1') }));
  const everything = texts.map(({ text }) => text).join('\n');
  const everythingLower = everything.toLowerCase();
  const found = needles.filter(({ form, needle }) =>
    form === 'hex' ? everythingLower.includes(needle) : everything.includes(needle),
  );
  const findings = found.flatMap(({ canary, form, needle }) =>
    texts
      .filter(({ text }) => (form === 'hex' ? text.toLowerCase() : text).includes(needle))
      .map(({ place }) => ({ canary, form, place })),
  );
  return [...new Map(findings.map((finding) => [Object.values(finding).join(' '), finding])).values()];
}

/** Long enough to rule out coincidence. */
const PIECE_CHARACTERS = 12;

/** Every substring of sixteen characters contains one of these completely. */
const PIECE_EVERY = 4;

function pieces(secret: string): string[] {
  const count = Math.max(1, Math.ceil((secret.length - PIECE_CHARACTERS + 1) / PIECE_EVERY));
  return Array.from({ length: count }, (_, index) =>
    secret.slice(index * PIECE_EVERY, index * PIECE_EVERY + PIECE_CHARACTERS),
  );
}

function formsOf(piece: string): { form: string; needle: string }[] {
  const bytes = Buffer.from(piece, 'utf8');
  const latin = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  const json = JSON.stringify(piece).slice(1, -1);
  return [
    { form: 'plain', needle: bytes.toString('latin1') },
    { form: 'hex', needle: bytes.toString('hex') },
    { form: 'utf-16', needle: Buffer.from(piece, 'utf16le').toString('latin1') },
    { form: 'url', needle: encodeURIComponent(piece) },
    { form: 'form', needle: new URLSearchParams({ v: piece }).toString().slice(2) },
    { form: 'json', needle: latin(json) },
    { form: 'json, ascii', needle: asciiJson(json) },
    ...base64Forms(bytes),
  ];
}

function asciiJson(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Base64 encodes a substring in one of three ways, except its first and last characters. */
function base64Forms(bytes: Buffer): { form: string; needle: string }[] {
  return [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = padded.subarray(0, padded.length - (padded.length % 3));
    const skipped = shift === 0 ? 0 : 4;
    return [
      { form: 'base64', needle: whole.toString('base64').slice(skipped) },
      { form: 'base64url', needle: whole.toString('base64url').slice(skipped) },
    ];
  });
}
