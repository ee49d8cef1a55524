const base = require("./jest.config.js");
module.exports = { ...base, moduleNameMapper: { ...base.moduleNameMapper, "^cdktf$": "cdktn", "^cdktf/(.*)$": "cdktn/$1", "^@cdktf/provider-azurerm/(.*)$": "@cdktn/provider-azurerm/$1" } };
