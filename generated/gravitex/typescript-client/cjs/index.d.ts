import { Client } from "./client.js";
import type { ModelParams } from "./models.js";
import type { ClientOptions } from "./types.js";

export { APIPromise } from "./client.js";
export {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIResponseValidationError,
  APIStatusError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  ClientError as GravitexError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
} from "./errors.js";
export type { Issue } from "./errors.js";
export type * from "./models.js";
export type {
  ClientOptions,
  ExtraBody,
  FetchLimits,
  GeneratedImage,
  ImageInput,
  ImagesResponse,
  OtherModelParams,
  RequestOptions,
  SaveOptions,
} from "./types.js";

/** A client; what it does not get it takes from the environment. */
export declare class Gravitex extends Client<ModelParams> {
  constructor(options?: ClientOptions);
}
