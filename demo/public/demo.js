/** What a GoodFunds page does: puts the panel in, and hands it a fresh token whenever it asks. */
const choices = ['account', 'locale', 'theme'];
const asked = new URLSearchParams(location.search);

for (const name of choices) {
  const select = document.getElementById(name);
  if (asked.has(name)) select.value = asked.get(name);
  select.addEventListener('change', () => {
    const next = new URLSearchParams(
      choices.map((choice) => [choice, document.getElementById(choice).value]),
    );
    location.search = String(next);
  });
}

const [account, locale, theme] = choices.map((name) => document.getElementById(name).value);
document.documentElement.lang = locale;
document.documentElement.dataset.theme = theme;

async function getToken() {
  const answer = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId: Number(account) }),
  });
  if (!answer.ok) throw new Error(`the demo gave no token: ${answer.status}`);
  return (await answer.json()).token;
}

async function showValues() {
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

const panel = document.createElement('gf-crm-settings');
panel.setAttribute('api-url', location.origin);
panel.setAttribute('locale', locale);
panel.setAttribute('theme', theme);
panel.getToken = getToken;
document.getElementById('panel').append(panel);
if (account === '2') await showValues();
