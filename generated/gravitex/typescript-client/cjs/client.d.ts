import type {
  ClientOptions,
  ImagesResponse,
  OtherModelParams,
  RequestOptions,
  Turn,
  TurnOptions,
} from "./types.js";

/** A promise of the parsed answer that can also give the HTTP response. */
export declare class APIPromise implements Promise<ImagesResponse> {
  private constructor();
  readonly [Symbol.toStringTag]: string;
  then<A = ImagesResponse, B = never>(
    fulfilled?: ((value: ImagesResponse) => A | PromiseLike<A>) | null,
    rejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(
    rejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<ImagesResponse | B>;
  finally(settled?: (() => void) | null): Promise<ImagesResponse>;
  /** The HTTP response, with its body read already. */
  asResponse(): Promise<Response>;
  /** The parsed answer and the HTTP response. */
  withResponse(): Promise<{ data: ImagesResponse; response: Response }>;
}

/** Keeps what was said and shown, by both sides, and sends all of it with each turn. */
export declare class Conversation {
  private constructor();
  /** What was said and shown so far, the oldest first. */
  readonly turns: readonly Turn[];
  /** Say and show something, and get the answer. A turn that fails is not kept. */
  send(prompt: string, options?: TurnOptions): APIPromise;
}

/** What can be asked of the model with this id. */
export type ParamsOf<
  Params extends { model: string },
  Id extends string,
> = Id extends Params["model"]
  ? { [Each in Params as Each["model"]]: Each }[Id]
  : OtherModelParams;

export declare class Images<
  Params extends { model: string },
  Settings extends { model: string },
> {
  private constructor();
  /** Ask a model for images. One that this package does not know takes prompt, image and extraBody. */
  generate<Id extends Params["model"] | (string & {})>(
    params: { model: Id } & ParamsOf<Params, Id>,
    options?: RequestOptions,
  ): APIPromise;
  /** Begin a conversation, in which each picture follows from what was said before. `params` go along each time. */
  conversation(params: Settings): Conversation;
  /** Send a body as it is: nothing is laid out, and everything is possible. */
  post(body: object, options?: RequestOptions): APIPromise;
}

export declare class Client<
  Params extends { model: string },
  Settings extends { model: string },
> {
  protected constructor(options?: ClientOptions);
  readonly baseURL: string;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly images: Images<Params, Settings>;
  /** The same client with other options. */
  withOptions(options: Partial<ClientOptions>): this;
}
