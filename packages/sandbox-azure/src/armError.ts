/** A refusal as Azure Resource Manager says it. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'ArmError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  toBody() {
    return { error: { code: this.code, message: this.message } };
  }
}

/** 404 of a resource, with the type in Azure's spelling. */
export function resourceNotFound(
  type: string,
  name: string,
  resourceGroup: string,
): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** 400 in the words of the managed identity provider. */
export function unexpectedFormat(why: string): ArmError {
  return new ArmError(
    400,
    'BadRequest',
    `The request format was unexpected: ${why}`,
  );
}
