import type { GeneratedImage } from "./models.js";

/** A picture to send: a URL, a data URI, base64, a path (on Node), a file, or its bytes. */
export type ImageInput = string | URL | Blob | Uint8Array | ArrayBuffer;

/** Members of the body that this package does not know; merged last, member by member. */
export type ExtraBody = { readonly [name: string]: unknown };

/** What can be asked of a model that this package does not know. */
export interface OtherModelParams {
  model: string;
  prompt: string;
  image?: ImageInput | readonly ImageInput[];
  extraBody?: ExtraBody;
}

/** One thing that is wrong or odd in a request. */
export interface Issue {
  /** Where, as a JSON pointer into the body. */
  readonly pointer: string;
  /** What kind of mistake it is. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** A JSON Patch operation that mends it, or null. */
  readonly fix: Fix | null;
}

/** A JSON Patch operation (RFC 6902). */
export type Fix =
  | { op: "replace"; path: string; value: unknown }
  | { op: "remove"; path: string }
  | { op: "move"; from: string; path: string };

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
  defaultQuery?: Record<string, string>;
  /**
   * Takes the place of the global fetch, for requests and for downloads. Node's own http does the downloads
   * otherwise, since it can be told to connect to the addresses that were checked.
   */
  fetch?: typeof globalThis.fetch;
  /** Further options of fetch for requests, such as Node's `dispatcher`. */
  fetchOptions?: Omit<
    RequestInit,
    "body" | "headers" | "method" | "redirect" | "signal"
  > & { dispatcher?: unknown };
  /** `false` sends whatever was given, and tells nothing. */
  validate?: boolean;
  /**
   * Called with each thing that is odd in a request that is sent all the same. By default each kind is told once, as
   * a warning of the process or on the console.
   */
  onWarning?: (issue: Issue, model: string) => void;
  /** Run in a browser, where everybody can read the key. */
  dangerouslyAllowBrowser?: boolean;
}

export interface RequestOptions {
  signal?: AbortSignal | null;
  /** Milliseconds for one attempt. */
  timeout?: number;
  maxRetries?: number;
  retryUnsafe?: boolean;
  /** `false` sends whatever was given, and tells nothing. */
  validate?: boolean;
  /** Sent with each attempt of this call; made up by default. */
  idempotencyKey?: string;
  headers?: Record<string, string | null>;
  query?: Record<string, string>;
}

/** What can be said to a turn of a conversation besides its words. */
export interface TurnOptions extends RequestOptions {
  image?: ImageInput | readonly ImageInput[];
}

/** What somebody said and showed; `own` where it was the model. */
export interface Turn {
  readonly prompt: string | undefined;
  /** Links, data URIs or base64. */
  readonly images: readonly string[];
  readonly own: boolean;
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

/** An image of an answer, by a link or in base64. */
export interface SavedImage {
  readonly url: string | undefined;
  readonly b64_json: string | undefined;
  /** The image as it stands in the answer. */
  readonly raw: { readonly [name: string]: unknown };
  /** The bytes, decoded or fetched (without the key). */
  toBytes(limits?: FetchLimits): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Write a file, on Node and its like, and resolve to its path. The ending follows from the image: `cat` and
   * `cat.png` become `cat.jpg` where a JPEG came back. A file that is there is kept unless `overwrite`.
   */
  save(path: string, options?: SaveOptions): Promise<string>;
  /** The image as it stands in the answer. */
  toJSON(): unknown;
}

export interface ImagesResponse {
  /** Seconds since 1970. */
  readonly created: number | undefined;
  readonly data: GeneratedImage[];
  readonly requestID: string | null;
  readonly idempotencyKey: string;
  /** The body as it came. */
  readonly raw: unknown;
}
