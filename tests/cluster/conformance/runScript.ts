import type { ApiClient } from './ApiClient';
import type { ApiObject } from './ApiObject';
import type { Answers, Exchange, RecordedAnswer, Script } from './Exchange';
import { makeNamespace } from './testNamespace';
import { Normalizer } from './normalize';

/** Runs a script in a namespace of its own and returns what was answered, in order. */
export async function runScript(
  client: ApiClient,
  script: Script,
): Promise<RecordedAnswer[]> {
  const namespace = `conformance-${script.name}`;
  await makeNamespace(client, namespace);
  const normalizer = new Normalizer(namespace);
  const bodies = new Map<string, ApiObject>();
  const answers: Answers = title => {
    const body = bodies.get(title);
    if (!body)
      throw new Error(`there is no exchange "${title}" before this one`);
    return body;
  };
  const recorded: RecordedAnswer[] = [];
  for (const exchange of script.exchanges) {
    const answer = await client.send(
      exchange.method,
      exchange.path.replaceAll('{ns}', namespace),
      {
        ...exchange,
        body: bodyOf(exchange, namespace, answers),
      },
    );
    bodies.set(exchange.title, answer.body);
    const shown = exchange.show
      ? exchange.show(answer.body, answer)
      : answer.body;
    recorded.push({
      title: exchange.title,
      status: answer.status,
      ...(answer.warnings.length > 0
        ? { warnings: answer.warnings.sort() }
        : {}),
      body: normalizer.apply(shown),
    });
  }
  await client.send('DELETE', `/api/v1/namespaces/${namespace}`);
  return recorded;
}

function bodyOf(
  exchange: Exchange,
  namespace: string,
  answers: Answers,
): unknown {
  const body =
    typeof exchange.body === 'function'
      ? exchange.body(answers)
      : exchange.body;
  if (body === undefined) return undefined;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.replaceAll('{ns}', namespace);
}
