import { useText } from '../../text/translation';
import { SuggestedField } from '../SuggestedField';
import { messageAt, type SpecEditing } from './SpecField';
import { definitionOf, valueAt, withValueAt, type SpecPath } from './specPath';

/** A text of the spec that the cluster suggests. */
export function SuggestedSpecField(props: {
  path: SpecPath;
  editing: SpecEditing;
  suggestion: string | undefined;
}) {
  const t = useText();
  const { path, editing, suggestion } = props;
  const { title = '', description } = definitionOf(path);
  const value = valueAt(editing.draft, path);
  return (
    <SuggestedField
      id={`spec_${path.join('_')}`}
      label={title}
      hint={description}
      value={typeof value === 'string' ? value : undefined}
      suggestion={suggestion}
      onChange={next =>
        editing.onChange(withValueAt(editing.draft, path, next))
      }
      message={messageAt(t, editing, path)}
      disabled={editing.disabled}
    />
  );
}
