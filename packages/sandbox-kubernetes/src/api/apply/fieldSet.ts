import { isObject, type JsonObject } from '../jsonValue';
import { fieldSchema, type Schema } from '../schema/schema';

/** Fields named by their steps: `f:spec`, `k:{"name":"x"}`, `v:"x"`, `i:0`, as in fieldsV1. */
export type FieldPath = readonly string[];

interface Node {
  /** The field itself belongs to the set, not only fields below it. */
  member: boolean;
  below: FieldSet;
}

/**
 * A set of fields of an object, the model of managedFields (structured-merge-diff's fieldpath.Set).
 * All operations but `insert` leave the set as it is.
 */
export class FieldSet {
  private readonly nodes = new Map<string, Node>();

  static fromFieldsV1(fields: unknown): FieldSet {
    const set = new FieldSet();
    if (!isObject(fields)) return set;
    for (const [step, below] of Object.entries(fields)) {
      if (step === '.') continue;
      const inner = isObject(below) ? below : {};
      const steps = Object.keys(inner);
      const member = steps.length === 0 || steps.includes('.');
      set.nodes.set(step, { member, below: FieldSet.fromFieldsV1(inner) });
    }
    return set;
  }

  static of(...paths: FieldPath[]): FieldSet {
    const set = new FieldSet();
    paths.forEach(path => set.insert(path));
    return set;
  }

  get isEmpty(): boolean {
    return this.nodes.size === 0;
  }

  insert(path: FieldPath): void {
    const [step, ...rest] = path;
    if (step === undefined) return;
    let node = this.nodes.get(step);
    if (!node) {
      node = { member: false, below: new FieldSet() };
      this.nodes.set(step, node);
    }
    if (rest.length === 0) node.member = true;
    else node.below.insert(rest);
  }

  has(step: string): boolean {
    return this.nodes.get(step)?.member === true;
  }

  /** The fields below a step. */
  below(step: string): FieldSet {
    return this.nodes.get(step)?.below ?? new FieldSet();
  }

  union(other: FieldSet): FieldSet {
    return this.combine(other, (mine, theirs) => mine || theirs);
  }

  intersection(other: FieldSet): FieldSet {
    return this.combine(other, (mine, theirs) => mine && theirs);
  }

  difference(other: FieldSet): FieldSet {
    return this.combine(other, (mine, theirs) => mine && !theirs);
  }

  /** Without these fields and all that is below them. */
  without(other: FieldSet): FieldSet {
    const result = new FieldSet();
    for (const [step, node] of this.nodes) {
      if (!other.has(step)) {
        result.put(step, node.member, node.below.without(other.below(step)));
      }
    }
    return result;
  }

  /** Only these first steps, with all that is below them. */
  only(steps: readonly string[]): FieldSet {
    const result = new FieldSet();
    for (const step of steps) {
      const node = this.nodes.get(step);
      if (node) result.nodes.set(step, node);
    }
    return result;
  }

  /** Adds the declared fields on the way to the fields of the set. */
  withNamedFields(schema: Schema | undefined): FieldSet {
    const result = new FieldSet();
    for (const [step, node] of this.nodes) {
      const isField = step.startsWith('f:');
      const field = step.slice(2);
      const named = isField && schema?.properties?.[field] !== undefined;
      const inner = isField ? fieldSchema(schema, field) : schema?.items;
      const member = node.member || (named && !node.below.isEmpty);
      result.put(step, member, node.below.withNamedFields(inner));
    }
    return result;
  }

  /** All fields: those of a level before what is below them. */
  paths(): FieldPath[] {
    const nodes = [...this.nodes].sort(([a], [b]) => (a < b ? -1 : 1));
    const members = nodes.filter(([, { member }]) => member);
    return [
      ...members.map(([step]) => [step]),
      ...nodes.flatMap(([step, { below }]) =>
        below.paths().map(path => [step, ...path]),
      ),
    ];
  }

  toFieldsV1(): JsonObject {
    const fields: JsonObject = {};
    for (const step of [...this.nodes.keys()].sort()) {
      const node = this.nodes.get(step);
      if (!node) continue;
      const inner = node.below.toFieldsV1();
      fields[step] =
        node.member && !node.below.isEmpty ? { '.': {}, ...inner } : inner;
    }
    return fields;
  }

  equals(other: FieldSet): boolean {
    return this.difference(other).isEmpty && other.difference(this).isEmpty;
  }

  private combine(
    other: FieldSet,
    keep: (mine: boolean, theirs: boolean) => boolean,
  ): FieldSet {
    const result = new FieldSet();
    for (const step of new Set([...this.nodes.keys(), ...other.nodes.keys()])) {
      const mine = this.nodes.get(step);
      const theirs = other.nodes.get(step);
      result.put(
        step,
        keep(mine?.member === true, theirs?.member === true),
        this.below(step).combine(other.below(step), keep),
      );
    }
    return result;
  }

  private put(step: string, member: boolean, below: FieldSet): void {
    if (member || !below.isEmpty) this.nodes.set(step, { member, below });
  }
}

/** `.spec.containers[name="x"].image`, as conflicts name fields. */
export function printPath(path: FieldPath): string {
  return path.map(printStep).join('');
}

function printStep(step: string): string {
  const body = step.slice(2);
  switch (step.slice(0, 2)) {
    case 'f:':
      return `.${body}`;
    case 'k:': {
      const key: unknown = JSON.parse(body);
      const parts = Object.entries(isObject(key) ? key : {}).map(
        ([name, value]) => `${name}=${JSON.stringify(value)}`,
      );
      return `[${parts.join(',')}]`;
    }
    case 'v:':
      return `[=${body}]`;
    default:
      return `[${body}]`;
  }
}
