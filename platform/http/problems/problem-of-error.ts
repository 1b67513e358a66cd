import { Problem } from './problem.ts';
import { type SchemaError, validationErrors } from './validation-errors.ts';

/** What the database says of an error; the composition root hands in `databaseProblem` of the database's package. */
export type RecogniseDatabaseError = (
  error: unknown,
) => { readonly code: string; readonly retryable: boolean } | null;

interface FrameworkError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly SchemaError[];
  readonly validationContext?: string;
  readonly limitBytes?: number;
}

const BY_CODE: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'http.unsupported-media-type',
  FST_ERR_CTP_INVALID_TYPE: 'http.unsupported-media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'http.unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'http.malformed-body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'http.malformed-body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'http.malformed-body',
  FST_INVALID_JSON_FIELD_ERROR: 'http.malformed-body',
  FST_PROTO_VIOLATION: 'http.malformed-body',
  FST_FILES_LIMIT: 'http.too-many-parts',
  FST_FIELDS_LIMIT: 'http.too-many-parts',
  FST_PARTS_LIMIT: 'http.too-many-parts',
  FST_ERR_BAD_URL: 'http.bad-request',
  FST_ERR_ASYNC_CONSTRAINT: 'http.bad-request',
  FST_ERR_MAX_URL_LENGTH: 'http.bad-request',
  ENOSPC: 'http.storage-full',
  EDQUOT: 'http.storage-full',
};
/** The multipart parser gives these no code. */
const BROKEN_MULTIPART = /end of multipart data|^Multipart: |^Malformed part header/;
const RETRY_DATABASE_SECONDS = 5;
const MIB = 1024 * 1024;

/**
 * The problem that an error means to the asker; null when it is a fault of the program.
 *
 * @param bodyLimitBytes The limit that was in force when the framework found a body too large.
 */
export function problemOfError(
  thrown: unknown,
  bodyLimitBytes: number,
  recogniseDatabaseError: RecogniseDatabaseError,
): Problem | null {
  if (thrown instanceof Problem) return thrown;
  if (!(thrown instanceof Error)) return null;
  const error = thrown as FrameworkError;
  if (error.validation !== undefined) {
    const errors = validationErrors(error.validationContext ?? 'request', error.validation);
    return new Problem('http.invalid-request', { count: errors.length }, { errors });
  }
  if (['FST_ERR_CTP_BODY_TOO_LARGE', 'FST_REQ_FILE_TOO_LARGE'].includes(error.code ?? ''))
    return tooLarge(bodyLimitBytes, error);
  if (error.name === 'FileTooLargeError' && error.limitBytes !== undefined)
    return tooLarge(error.limitBytes, error);
  const known = BY_CODE[error.code ?? ''];
  if (known !== undefined) return new Problem(known, {}, { cause: error });
  if (BROKEN_MULTIPART.test(error.message)) return new Problem('http.malformed-body', {}, { cause: error });
  const refused = recogniseDatabaseError(error);
  if (refused !== null) {
    const retry = refused.retryable ? { retryAfterSeconds: RETRY_DATABASE_SECONDS } : {};
    return new Problem(`database.${refused.code}`, {}, { cause: error, ...retry });
  }
  // Malformed JSON is a SyntaxError with a status; so are other refusals of the framework and its plugins.
  if (error.statusCode === 400 && error instanceof SyntaxError)
    return new Problem('http.malformed-body', {}, { cause: error });
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new Problem(
      error.statusCode === 404 ? 'http.not-found' : 'http.bad-request',
      {},
      { cause: error },
    );
  return null;
}

function tooLarge(limitBytes: number, cause: Error): Problem {
  return new Problem('http.body-too-large', { limitMb: Math.round((limitBytes / MIB) * 10) / 10 }, { cause });
}
