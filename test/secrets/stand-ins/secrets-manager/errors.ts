/** A refusal as a client of the service sees it. */
export class ApiError extends Error {
  constructor(public readonly code: string, message: string, readonly status = 400) {
    super(message);
    this.name = code;
  }
}

export const invalidParameter = (message: string): ApiError => new ApiError('InvalidParameterException', message);
export const invalidRequest = (message: string): ApiError => new ApiError('InvalidRequestException', message);
export const notFound = (message = 'Secrets Manager can\'t find the specified secret.'): ApiError =>
  new ApiError('ResourceNotFoundException', message);
export const exists = (message: string): ApiError => new ApiError('ResourceExistsException', message);
export const limitExceeded = (message: string): ApiError => new ApiError('LimitExceededException', message);
