/**
 * Makes etcd forget every revision before the newest, which it returns.
 * @param {number} port
 */
export async function compactEtcd(port) {
  const keys = `http://127.0.0.1:${port}/v3/kv`;
  const { header } = await call(`${keys}/range`, { key: 'AA==' });
  await call(`${keys}/compaction`, {
    revision: header.revision,
    physical: true,
  });
  return Number(header.revision);
}

/**
 * One call of etcd's JSON gateway.
 * @param {string} url
 * @param {object} body
 */
export async function call(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(
      `${url} answered ${response.status}: ${await response.text()}`,
    );
  }
  return response.json();
}
