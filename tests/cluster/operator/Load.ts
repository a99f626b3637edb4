import type { FhirSpecInput } from '@fhir-on-aks/plugin-fhir-common';
import type { Deck } from './Deck';
import { fhirOf, plainSpec } from './fhirs';
import type { OperatorStage } from './OperatorStage';

/** What people do with a fleet: they change servers, take some away, and make them anew under the same name. */
export class Load {
  /** How much was asked of the operator: servers made, changed and deleted. */
  asked = 0;
  private readonly names: string[];

  constructor(
    private readonly stage: OperatorStage,
    private readonly deck: Deck,
    count: number,
  ) {
    this.names = Array.from({ length: count }, (_, index) => `fhir-${index}`);
  }

  /** Makes all of them. */
  async begin(): Promise<void> {
    await Promise.all(this.names.map(name => this.make(name)));
  }

  /** Does so many things at once. */
  async go(changes: number): Promise<void> {
    const names = new Set<string>();
    while (names.size < changes) names.add(this.deck.pick(this.names));
    const chosen = [...names].map(name => ({
      name,
      spec: this.anySpec(name),
      anew: this.deck.between(1, 8) === 1,
    }));
    await Promise.all(
      chosen.map(async ({ name, spec, anew }) => {
        if (anew) await this.remove(name);
        await this.make(name, spec);
      }),
    );
  }

  private async make(name: string, spec?: FhirSpecInput): Promise<void> {
    this.asked += 1;
    const { namespace } = this.stage;
    await this.stage.apply(fhirOf(namespace, name, spec));
  }

  private async remove(name: string): Promise<void> {
    this.asked += 1;
    await this.stage.remove([name], 'Background');
  }

  private anySpec(name: string): FhirSpecInput {
    const { deck } = this;
    const plain = plainSpec(name);
    const host = deck.pick([`${name}.example.org`, `${name}.example.net`]);
    return {
      ...plain,
      replicas: deck.between(1, 2),
      networkPolicy: { mode: deck.pick(['Enabled', 'Disabled']) },
      exposure: deck.pick<FhirSpecInput['exposure']>([
        { type: 'Ingress', host },
        { type: 'None' },
      ]),
    };
  }
}
