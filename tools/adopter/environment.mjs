// Imported first: the launcher reads ports and sandbox folder when it is loaded. A sandbox of its own, on other ports.
process.env.FHIR_PORT_BASE ??= '7207';
process.env.FHIR_SANDBOX_DIR ??= '.cache/adopter/sandbox';
