import type {
  ClientOptions,
  ImagesResponse,
  OtherModelParams,
  RequestOptions,
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
  asResponse(): Promise<Response>;
  withResponse(): Promise<{ data: ImagesResponse; response: Response }>;
}

export declare class Images<Params extends { model: string }> {
  private constructor();
  /** Ask a model that this package does not know. */
  generate<Id extends string>(
    params: OtherModelParams<Id, Params["model"]>,
    options?: RequestOptions,
  ): APIPromise;
  /** Ask a model for images. */
  generate(params: Params, options?: RequestOptions): APIPromise;
}

export declare class Client<Params extends { model: string }> {
  protected constructor(options?: ClientOptions);
  readonly baseURL: string;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly images: Images<Params>;
  /** The same client with other options. */
  withOptions(options: Partial<ClientOptions>): this;
}
