# Stands in for Microsoft's image of one FHIR version, which cannot be pulled here: the FHIR server of the sandbox, as a
# process that reads its environment and its files and nothing else.
ARG BASE
FROM ${BASE}
ARG FHIR_VERSION
ENV SANDBOX_FHIR_VERSION=${FHIR_VERSION}
COPY fhirServer.mjs /app/
ENTRYPOINT ["node", "/app/fhirServer.mjs"]
