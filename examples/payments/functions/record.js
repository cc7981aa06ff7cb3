exports.handler = async (event) => ({ recorded: event.id });
