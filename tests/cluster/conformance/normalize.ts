/**
 * Takes out of answers what differs from run to run: uids, versions, times, ages, generated names.
 * Each gets a word of its own, so that what was equal stays equal.
 */
export class Normalizer {
  private readonly uids = new Map<string, string>();
  private readonly versions = new Map<string, string>();

  constructor(private readonly namespace: string) {}

  apply(value: unknown): unknown {
    return this.visit(value, '', '');
  }

  private visit(value: unknown, field: string, parent: string): unknown {
    if (typeof value === 'string') return this.text(value, field, parent);
    if (Array.isArray(value)) {
      const items = value.map(item => this.visit(item, '', field));
      return field === 'causes' ? sorted(items) : items;
    }
    if (field === 'nodePort') return '<port>';
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    const result = Object.fromEntries(
      entries.map(([key, one]) => [
        key,
        this.visit(one, key.split('.').at(-1) ?? key, field),
      ]),
    );
    if (typeof result.message === 'string' && isInvalid(value))
      result.message = invalidMessage(result.message);
    return result;
  }

  private text(value: string, field: string, parent: string): string {
    if (field === 'resourceVersion')
      return this.word(this.versions, value, 'version');
    if (field === 'continue') return '<continue>';
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return '<time>';
    if (parent === 'cells' && /^(\d+[smhd])+$/.test(value)) return '<age>';
    if (parent === 'cells' && /^\d+ \(\d+[smhdy]\w* ago\)$/.test(value))
      return value.replace(/\(.*\)/, '(<age> ago)');
    return this.known(withoutObject(value)).replace(
      /\b10\.\d+\.\d+\.\d+\b/g,
      '<ip>',
    );
  }

  /** Uids and the namespace, alone or inside of a sentence. */
  private known(text: string): string {
    return text
      .replaceAll(this.namespace, '<ns>')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, uid =>
        /^[0-]+$/.test(uid) ? uid : this.word(this.uids, uid, 'uid'),
      );
  }

  private word(
    words: Map<string, string>,
    value: string,
    kind: string,
  ): string {
    if (value === '' || value === '0') return value;
    const word = words.get(value) ?? `<${kind} ${words.size + 1}>`;
    words.set(value, word);
    return word;
  }
}

/** Some refusals quote the whole object. */
function withoutObject(text: string): string {
  return text.replace(
    /Invalid value: ("\{.*\}"|\{.*\}): /s,
    'Invalid value: <object>: ',
  );
}

function sorted(items: unknown[]): unknown[] {
  const key = (item: unknown) => JSON.stringify(item);
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function isInvalid(status: object): boolean {
  return 'reason' in status && status.reason === 'Invalid';
}

/** The API server names wrong fields in the order of Go's maps, which is no order: the sorted causes say them. */
function invalidMessage(message: string): string {
  return message.replace(/( is invalid: )\[.*\]$/s, '$1[…]');
}
