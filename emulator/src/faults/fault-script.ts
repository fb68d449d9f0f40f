import type { ApiRequest } from '../http/exchange.ts';
import type { ExchangeMatcher, FaultAction, FaultRule } from './fault-rule.ts';

export interface Intervention {
  readonly rule: string;
  readonly action: FaultAction;
}

export interface FaultState {
  readonly rule: FaultRule;
  readonly matched: number;
  readonly acted: number;
}

/** The active rules. The first one that is due acts; later ones do not count that request. */
export class FaultScript {
  #entries: Entry[] = [];

  add(rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#entries.push(entryOf(rule, this.#entries.length + 1));
  }

  clear(): void {
    this.#entries = [];
  }

  states(): FaultState[] {
    return this.#entries.map(({ rule, matched, acted }) => ({ rule, matched, acted }));
  }

  onRequest(request: ApiRequest): Intervention | null {
    return this.#firstDue((entry) => entry.matchesPart === null && entry.matchesRequest(request));
  }

  onPart(batch: ApiRequest, part: ApiRequest): Intervention | null {
    return this.#firstDue(
      ({ matchesPart, matchesRequest }) => matchesPart !== null && matchesPart(part) && matchesRequest(batch),
    );
  }

  #firstDue(matches: (entry: Entry) => boolean): Intervention | null {
    for (const entry of this.#entries) {
      if (isSpent(entry) || !matches(entry)) continue;
      entry.matched += 1;
      if (entry.matched <= entry.rule.after) continue;
      entry.acted += 1;
      return { rule: entry.name, action: entry.rule.action };
    }
    return null;
  }
}

type Matches = (request: ApiRequest) => boolean;

interface Entry {
  readonly name: string;
  readonly rule: FaultRule;
  readonly matchesRequest: Matches;
  readonly matchesPart: Matches | null;
  matched: number;
  acted: number;
}

function entryOf(rule: FaultRule, position: number): Entry {
  return {
    name: rule.name ?? `${position}: ${rule.action.type}`,
    rule,
    matchesRequest: matcherOf(rule.match),
    matchesPart: rule.part === undefined ? null : matcherOf(rule.part),
    matched: 0,
    acted: 0,
  };
}

function isSpent({ rule, acted }: Entry): boolean {
  return rule.times !== null && acted >= rule.times;
}

function matcherOf(matcher: ExchangeMatcher): Matches {
  const url = matcher.url === undefined ? null : new RegExp(matcher.url);
  const body = matcher.body === undefined ? null : new RegExp(matcher.body);
  return (request) =>
    (matcher.method === undefined || matcher.method === request.method) &&
    (url === null || url.test(request.target)) &&
    (body === null || body.test(request.body));
}
