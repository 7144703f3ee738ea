import { Client } from "./client.js";
import type { ConversationParams, ModelParams } from "./models.js";
import type { ClientOptions } from "./types.js";

export { APIPromise, Conversation } from "./client.js";
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
  ImageDecodeError,
  ImageDownloadError,
  ImageInputError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
} from "./errors.js";
export type * from "./models.js";
export type {
  ClientOptions,
  ExtraBody,
  FetchLimits,
  Fix,
  ImageInput,
  ImagesResponse,
  Issue,
  OtherModelParams,
  RequestOptions,
  SavedImage,
  SaveOptions,
  Turn,
  TurnOptions,
} from "./types.js";

/** A client; what it does not get it takes from the environment. */
export declare class Gravitex extends Client<ModelParams, ConversationParams> {
  constructor(options?: ClientOptions);
}
