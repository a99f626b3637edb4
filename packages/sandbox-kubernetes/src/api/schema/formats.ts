import { isIP, isIPv4, isIPv6 } from 'node:net';

const checks: Record<string, (value: string) => boolean> = {
  'date-time': value =>
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(
      value,
    ) && !Number.isNaN(Date.parse(value)),
  date: value =>
    /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  uuid: value =>
    /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(
      value,
    ),
  ipv4: isIPv4,
  ipv6: isIPv6,
  ip: value => isIP(value) > 0,
  cidr: value => {
    const [address, bits, ...rest] = value.split('/');
    const most = isIPv4(address) ? 32 : 128;
    return (
      rest.length === 0 &&
      isIP(address) > 0 &&
      /^\d+$/.test(bits ?? '') &&
      Number(bits) <= most
    );
  },
  uri: value => URL.canParse(value),
  email: value => /^[^@\s]+@[^@\s]+$/.test(value),
  hostname: value =>
    value.length <= 255 &&
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i.test(
      value,
    ),
  byte: value => /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0,
  duration: value => /^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d|w))+$/.test(value),
};

/** True when a string is not of the format; formats that the API server ignores are ignored. */
export function formatProblem(format: string, value: string): boolean {
  const check = checks[format];
  return check ? !check(value) : false;
}
