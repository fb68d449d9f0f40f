import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import { jsonResponse } from '../http/exchange.ts';

/**
 * An error answer of Dataverse.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
export class DataverseError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function errorResponse(error: DataverseError, request: ApiRequest): ApiResponse {
  const details = wantsAllAnnotations(request) ? errorAnnotations(error) : {};
  return jsonResponse(error.status, { error: { code: error.code, message: error.message, ...details } });
}

/** The body does not fit the model: wrong type, unknown property, or not JSON. */
export function payloadError(inner: string, exception = 'Microsoft.OData.ODataException'): DataverseError {
  return new DataverseError(
    400,
    '0x80048d19',
    `Error identified in Payload provided by the user for Entity :'contacts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : ${exception}: ${inner}.`,
  );
}

export function queryError(message: string): DataverseError {
  return new DataverseError(400, '0x80060888', message);
}

export function unknownProperty(name: string, type: string): DataverseError {
  return queryError(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${type}'.`);
}

export function rowNotFound(id: string): DataverseError {
  return new DataverseError(404, '0x80040217', `contact With Id = ${id} Does Not Exist`);
}

export function segmentNotFound(segment: string): DataverseError {
  return new DataverseError(404, '0x8006088a', `Resource not found for the segment '${segment}'.`);
}

export function methodNotAllowed(method: string): DataverseError {
  return new DataverseError(
    405,
    '0x80060888',
    `The requested resource does not support http method '${method}'.`,
  );
}

/** For Dataverse features that the emulator does not have: an explicit error instead of a wrong answer. */
export function notEmulated(what: string): DataverseError {
  return new DataverseError(501, '0x80048d05', `The Dataverse emulator does not implement ${what}.`);
}

function wantsAllAnnotations(request: ApiRequest): boolean {
  return /odata\.include-annotations="?\*/.test(request.headers.prefer ?? '');
}

function errorAnnotations(error: DataverseError): Record<string, string> {
  return {
    '@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus': '0',
    '@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode': '0',
    '@Microsoft.PowerApps.CDS.HelpLink': `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${error.code}`,
    '@Microsoft.PowerApps.CDS.TraceText': '',
    '@Microsoft.PowerApps.CDS.InnerError.Message': error.message,
  };
}
