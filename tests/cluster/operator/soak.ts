/** `yarn test:faults` does everything as often as it takes to be sure; the gate does it often enough to notice. */
export const soak = process.env.FHIR_TEST_SOAK === 'Enabled';
