import { STATUS_CODES } from 'node:http';
import type { ApiResponse } from '../../http/exchange.ts';

/** One answered operation, as `application/http`. */
export function httpPart(response: ApiResponse, contentId: string | null, requestId: string): string {
  const mime = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary'];
  if (contentId !== null) mime.push(`Content-ID: ${contentId}`);
  const headers = Object.entries(response.headers).map(
    ([name, value]) => `${name}: ${streaming(name, value)}`,
  );
  if (response.status >= 400) headers.unshift(`REQ_ID: ${requestId}`);
  const status = `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`;
  return [...mime, '', status, ...headers, '', response.body].join('\r\n');
}

export function multipart(parts: readonly string[], boundary: string): string {
  const framed = parts.map((part) => `--${boundary}\r\n${part}\r\n`);
  return `${framed.join('')}--${boundary}--\r\n`;
}

/** The answer to a change set: a multipart within the multipart. */
export function changeSetPart(parts: readonly string[], boundary: string): string {
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${multipart(parts, boundary)}`;
}

function streaming(name: string, value: string): string {
  const isJson = name === 'Content-Type' && value.startsWith('application/json; odata.metadata=minimal');
  return isJson ? `${value}; odata.streaming=true` : value;
}
