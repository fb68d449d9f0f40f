/** A call whose header and body are just what the test says. */
export async function postRaw(url: string, procedure: string, authorization?: string, body = '{}') {
  const answer = await fetch(`${url}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body,
  });
  return { procedure, status: answer.status, text: await answer.text() };
}
