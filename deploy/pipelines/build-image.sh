#!/usr/bin/env bash
# Builds one image, scans it, and pushes it with its bill of materials. Needs docker with buildx and, to push, a docker
# that is signed in to the registry (`az acr login`). Run from the root of the repository:
#   IMAGE=fhir-server FHIR_VERSION=R4 REGISTRY=myregistry.azurecr.io PUSH=true deploy/pipelines/build-image.sh
#
#   IMAGE           fhir-server, operator or portal
#   FHIR_VERSION    Stu3, R4, R4B or R5; for fhir-server
#   REGISTRY        login server of the registry
#   VERSION         tag; default: the version in package.json, for fhir-server SERVER_VERSION
#   SERVER_VERSION  version of Microsoft's image
#   NODE_IMAGE      base of operator and portal
#   PLATFORMS       default linux/amd64,linux/arm64
#   PUSH            true: push after the scan; else build and scan only
#   SCANNER_IMAGE   image of the scanner; it ends the build on a high or critical finding that has a fix
#   OUTPUT          folder for digest and bill of materials; default .cache/images
set -euo pipefail

: "${IMAGE:?set IMAGE to fhir-server, operator or portal}"
: "${REGISTRY:?set REGISTRY to the login server, such as myregistry.azurecr.io}"
SERVER_VERSION=${SERVER_VERSION:-5.0.30}
NODE_IMAGE=${NODE_IMAGE:-node:24-trixie-slim}
PLATFORMS=${PLATFORMS:-linux/amd64,linux/arm64}
SCANNER_IMAGE=${SCANNER_IMAGE:-aquasec/trivy:0.58.1}
OUTPUT=${OUTPUT:-.cache/images}
dockerfile=deploy/images/$IMAGE/Dockerfile

# A tag can move; a digest cannot. What was built from is written into the labels and the provenance.
pinned() {
  echo "$1@$(docker buildx imagetools inspect "$1" --format '{{.Manifest.Digest}}')"
}

case $IMAGE in
  fhir-server)
    : "${FHIR_VERSION:?set FHIR_VERSION to Stu3, R4, R4B or R5}"
    fhir=$(echo "$FHIR_VERSION" | tr '[:upper:]' '[:lower:]')
    context=deploy/images/fhir-server
    repository=$fhir-fhir-server
    VERSION=${VERSION:-$SERVER_VERSION}
    arguments=(
      --build-arg "FHIR_VERSION=$fhir"
      --build-arg "SERVER_VERSION=$SERVER_VERSION"
      --build-arg "BASE=$(pinned "mcr.microsoft.com/healthcareapis/$repository:$SERVER_VERSION")"
    )
    ;;
  operator | portal)
    context=.
    repository=fhir-$IMAGE
    VERSION=${VERSION:-$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)}
    arguments=(--build-arg "NODE_IMAGE=$(pinned "$NODE_IMAGE")")
    ;;
  *)
    echo "There is no image '$IMAGE': fhir-server, operator, portal." >&2
    exit 2
    ;;
esac

reference=$REGISTRY/$repository:$VERSION
arguments+=(--file "$dockerfile" --label "org.opencontainers.image.revision=$(git rev-parse HEAD)")

echo "── building $reference"
docker buildx build "$context" "${arguments[@]}" --load --tag "$reference"

echo "── scanning $reference"
docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock "$SCANNER_IMAGE" \
  image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed --scanners vuln,secret "$reference"

case ${PUSH:-false} in
  [Tt]rue) ;;
  *)
    echo "PUSH is not true: $reference stays here."
    exit 0
    ;;
esac

echo "── pushing $reference"
mkdir -p "$OUTPUT"
docker buildx build "$context" "${arguments[@]}" --platform "$PLATFORMS" --tag "$reference" \
  --sbom=true --provenance=mode=max --metadata-file "$OUTPUT/$repository.metadata.json" --push
docker buildx imagetools inspect "$reference" --format '{{json .SBOM}}' > "$OUTPUT/$repository.sbom.json"
docker buildx imagetools inspect "$reference" --format "{{.Manifest.Digest}}" > "$OUTPUT/$repository.digest"
echo "$reference@$(cat "$OUTPUT/$repository.digest")"
