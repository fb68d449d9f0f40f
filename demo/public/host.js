/** What a GoodFunds page does around the panel, whichever form it takes: knows the user, and renews the token. */
const CHOICES = ['account', 'locale', 'theme'];

export function readChoices() {
  const asked = new URLSearchParams(location.search);
  for (const name of CHOICES) {
    const select = document.getElementById(name);
    if (asked.has(name)) select.value = asked.get(name);
    select.addEventListener('change', () => {
      const next = CHOICES.map((choice) => [choice, document.getElementById(choice).value]);
      location.search = String(new URLSearchParams(next));
    });
  }
  for (const link of document.querySelectorAll('nav a')) link.search = location.search;
  const [account, locale, theme] = CHOICES.map((name) => document.getElementById(name).value);
  document.documentElement.lang = locale;
  document.documentElement.dataset.theme = theme;
  document.documentElement.dir = asked.get('dir') === 'rtl' ? 'rtl' : 'ltr';
  return { account, locale, theme, accent: asked.get('accent') ?? undefined };
}

/** The token of the signed-in user, fresh each time. */
export async function fetchToken(account) {
  const answer = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId: Number(account) }),
  });
  if (!answer.ok) throw new Error(`the demo gave no token: ${answer.status}`);
  return (await answer.json()).token;
}

/** The values to set the empty account up with. */
export async function showValues() {
  const values = await (await fetch('/demo/values')).json();
  const list = document.querySelector('#values dl');
  for (const [name, value] of Object.entries(values)) {
    const term = document.createElement('dt');
    term.textContent = name;
    const description = document.createElement('dd');
    description.textContent = value;
    list.append(term, description);
  }
  document.getElementById('values').hidden = false;
}
