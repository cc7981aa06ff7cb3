exports.handler = async (event) => ({ taken: event.orderId });
