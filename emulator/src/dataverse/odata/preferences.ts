import type { ApiRequest } from '../../http/exchange.ts';

export interface Preferences {
  readonly returnRepresentation: boolean;
  readonly maxPageSize: number | null;
  /** The list without quotes: `*`, or names with prefix wildcards. */
  readonly includeAnnotations: string | null;
  readonly continueOnError: boolean;
}

export function preferencesOf(request: ApiRequest): Preferences {
  const header = request.headers.prefer ?? '';
  const pageSize = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(header)?.[1];
  const annotations = /odata\.include-annotations\s*=\s*(?:"([^"]*)"|([^,;\s]+))/i.exec(header);
  return {
    returnRepresentation: /(^|[,;\s])return=representation($|[,;\s])/i.test(header),
    maxPageSize: pageSize === undefined ? null : Number(pageSize),
    includeAnnotations: annotations?.[1] ?? annotations?.[2] ?? null,
    continueOnError: /odata\.continue-on-error(?!\s*=\s*false)/i.test(header),
  };
}

/** Whether `odata.include-annotations` requests an annotation. */
export function wantsAnnotation(preferences: Preferences, annotation: string): boolean {
  const list = preferences.includeAnnotations?.split(',').map((each) => each.trim()) ?? [];
  return list.some((wanted) =>
    wanted.endsWith('*') ? annotation.startsWith(wanted.slice(0, -1)) : wanted === annotation,
  );
}
