import path from 'node:path';
import { root } from '../launch/paths.mjs';

/** What `yarn test:adopter` makes: packed packages, portals, a sandbox. */
export const adopterDirectory = path.join(root, '.cache/adopter');
