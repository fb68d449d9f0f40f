import type { UpdateStrategy } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { type ExampleLine, exampleOf } from './example-lines.ts';

/** The same contact under each strategy, before and after. */
export function StrategyExample({ strategy }: { strategy: UpdateStrategy }) {
  const { texts } = useSpeech();
  const words = texts.strategy.example;
  const names = { phone: words.phone, city: words.city };
  const value = (id: ExampleLine['id'], state: 'EMPTY' | 'OLD' | 'NEW') => {
    if (state === 'EMPTY') return <span className="gfc-muted">{texts.common.empty}</span>;
    if (id === 'phone') return words.phoneNew;
    return state === 'NEW' ? words.cityNew : words.cityOld;
  };
  return (
    <table className="gfc-example" part="table">
      <caption className="gfc-visually-hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.goodfunds}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {exampleOf(strategy).map(({ id, goodfunds, before, after }) => (
          <tr key={id}>
            <th scope="row">{names[id]}</th>
            <td>{value(id, goodfunds)}</td>
            <td>{value(id, before)}</td>
            <td data-changed={after !== before || undefined}>
              {value(id, after)}
              {after !== before && <Badge tone="accent">{words.changed}</Badge>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
