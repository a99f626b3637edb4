export { writeSandboxFiles } from './sandboxFiles';
export {
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from './startSandbox';
