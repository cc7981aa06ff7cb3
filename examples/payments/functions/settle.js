exports.handler = async (event) => ({ settled: event.Records.length });
