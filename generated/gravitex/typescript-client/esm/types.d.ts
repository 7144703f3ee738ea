/** A picture to send: a URL, a data URI, base64, a path (on Node), a file, or its bytes. */
export type ImageInput = string | URL | Blob | Uint8Array | ArrayBuffer;

/** Members of the body that this package does not know; merged last, member by member. */
export type ExtraBody = { readonly [name: string]: unknown };

/** What can be asked of a model that this package does not know. */
export interface OtherModelParams<Id extends string, Known extends string> {
  model: Id extends Known ? never : Id;
  prompt: string;
  image?: ImageInput | readonly ImageInput[];
  extraBody?: ExtraBody;
}

export interface ClientOptions {
  /** The key, or a function that gives it for each call. */
  apiKey?: string | (() => string | Promise<string>);
  /** The address up to and including `/v1`. */
  baseURL?: string;
  /**
   * Milliseconds for one attempt, ten minutes by default. Node's fetch waits five minutes for the head of an answer
   * by itself; for longer ones pass a dispatcher with other limits in `fetchOptions`.
   */
  timeout?: number;
  /** Further attempts, 2 by default, made only where no work can have begun. */
  maxRetries?: number;
  /** Also repeat what may have begun already, and may be billed again. */
  retryUnsafe?: boolean;
  defaultHeaders?: Record<string, string | null>;
  fetch?: typeof globalThis.fetch;
  fetchOptions?: RequestInit;
  /** Where warnings go; the console by default. */
  logger?: { warn(message: string): void };
  /** Run in a browser, where everybody can read the key. */
  dangerouslyAllowBrowser?: boolean;
}

export interface RequestOptions {
  signal?: AbortSignal | null;
  /** Milliseconds for one attempt. */
  timeout?: number;
  maxRetries?: number;
  retryUnsafe?: boolean;
  /** Sent with each attempt of this call; made up by default. */
  idempotencyKey?: string;
  headers?: Record<string, string | null>;
  query?: Record<string, string>;
}

/** Limits of fetching one image. */
export interface FetchLimits {
  /** 64 MiB by default. */
  maxBytes?: number;
  /** Milliseconds, one minute by default. */
  timeout?: number;
  signal?: AbortSignal | null;
}

export interface SaveOptions extends FetchLimits {
  /** Replace a file of that name. */
  overwrite?: boolean;
}

/** One image of an answer. */
export interface GeneratedImage {
  readonly url: string | undefined;
  readonly b64_json: string | undefined;
  readonly revised_prompt: string | undefined;
  /** The image as it stands in the answer. */
  readonly raw: { readonly [name: string]: unknown };
  /** The bytes, decoded or fetched (without the key). */
  toBytes(limits?: FetchLimits): Promise<Uint8Array<ArrayBuffer>>;
  /** Write a file, on Node; without an ending in `path` the bytes give it. Resolves to the file's path. */
  save(path: string, options?: SaveOptions): Promise<string>;
  toJSON(): unknown;
}

export interface ImagesResponse {
  readonly created: number | undefined;
  readonly data: GeneratedImage[];
  readonly requestID: string | null;
  /** The body as it came. */
  readonly raw: unknown;
}
