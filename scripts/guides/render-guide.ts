import { Lexer, Parser, Renderer, type Token, type Tokens } from 'marked';

type Heading = { text: string; anchor: string };

export type RenderedGuide = {
  title: string;
  /** The first paragraph, as text. */
  summary: string;
  /** The headings of the second level. */
  sections: readonly Heading[];
  html: string;
};

/**
 * Renders a guide as HTML. The anchor of a heading is the code in it (`CLIENT_SECRET_EXPIRED`), otherwise the one that
 * GitHub would give it. Links to other guides lose their `.md`. HTML in the Markdown is escaped.
 */
export function renderGuide(markdown: string): RenderedGuide {
  const tokens = Lexer.lex(markdown);
  const headings = tokens.filter(isHeading);
  const summary = tokens.find(isParagraph);
  return {
    title: plainText(headings.find(({ depth }) => depth === 1)?.tokens ?? []),
    summary: plainText(summary?.tokens ?? []),
    sections: headings
      .filter(({ depth }) => depth === 2)
      .map((heading) => ({ text: plainText(heading.tokens), anchor: anchorOf(heading) })),
    html: Parser.parse(tokens, { renderer: new GuideRenderer() }),
  };
}

class GuideRenderer extends Renderer {
  override heading(heading: Tokens.Heading): string {
    const text = this.parser.parseInline(heading.tokens);
    return `<h${heading.depth} id="${escapeHtml(anchorOf(heading))}">${text}</h${heading.depth}>\n`;
  }

  override link({ href, tokens }: Tokens.Link): string {
    return `<a href="${escapeHtml(pageOf(href))}">${this.parser.parseInline(tokens)}</a>`;
  }

  override image({ href, text }: Tokens.Image): string {
    return `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}" loading="lazy">`;
  }

  /** The wrapper scrolls on a narrow screen, with the keyboard as well. */
  override table(table: Tokens.Table): string {
    return `<div class="table" tabindex="0">${super.table(table)}</div>\n`;
  }

  override html({ text }: Tokens.HTML | Tokens.Tag): string {
    return escapeHtml(text);
  }
}

/** `messages.md#THROTTLED`, a link that also works in the repository, becomes `messages#THROTTLED`. */
function pageOf(href: string): string {
  return /^[a-z-]+\.md(#|$)/.test(href) ? href.replace('.md', '') : href;
}

function anchorOf({ tokens }: Tokens.Heading): string {
  const code = tokens.filter(isCode).find(({ text }) => /^[A-Z][A-Z0-9_]+$/.test(text));
  return code?.text ?? slugOf(plainText(tokens));
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => ('tokens' in token && token.tokens ? plainText(token.tokens) : textOf(token)))
    .join('');
}

function textOf(token: Token): string {
  return token.type === 'br' ? ' ' : 'text' in token && typeof token.text === 'string' ? token.text : '';
}

function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

function isCode(token: Token): token is Tokens.Codespan {
  return token.type === 'codespan';
}

function isParagraph(token: Token): token is Tokens.Paragraph {
  return token.type === 'paragraph';
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
