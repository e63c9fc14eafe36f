-- Asks the language server as somebody at the keyboard does, and writes down what came of it, as JSON.
local model, answers = vim.env.ESDL_MODEL, {}

local function wait(what, holds)
  if not vim.wait(60000, holds, 50) then error("Waited in vain for " .. what) end
end

local function open(file)
  vim.cmd("edit " .. model .. "/" .. file)
  wait("the server", function()
    for _, client in pairs(vim.lsp.buf_get_clients(0)) do
      if client.initialized then return true end
    end
  end)
end

-- Puts the caret on a text, `by` characters behind its beginning.
local function go(text, by)
  vim.fn.cursor(1, 1)
  if vim.fn.search("\\V" .. text, "c") == 0 then error("No " .. text) end
  vim.fn.cursor(vim.fn.line("."), vim.fn.col(".") + (by or 0))
end

local function ask(method, more)
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(), more or {})
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 60000) or {}) do
    return answer.result
  end
end

local function messages()
  return vim.tbl_map(function(found) return found.message end, vim.diagnostic.get(0))
end

local function main()
  open("billing.esdl")
  go("emit PaymentTaken", 5)
  vim.cmd("normal! ciwPaymentTakn")
  wait("a mistake", function() return #messages() > 0 end)
  answers.diagnostics = messages()

  local mistake = vim.diagnostic.get(0)[1]
  local actions = vim.lsp.buf_request_sync(0, "textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = vim.lsp.util.make_range_params().range,
    context = { diagnostics = { mistake.user_data.lsp and vim.tbl_extend("force", mistake.user_data.lsp, {
      message = mistake.message,
      range = {
        start = { line = mistake.lnum, character = mistake.col },
        ["end"] = { line = mistake.end_lnum, character = mistake.end_col },
      },
    }) } },
  }, 60000)
  for _, answer in pairs(actions) do
    answers.codeActions = vim.tbl_map(function(action) return action.title end, answer.result)
    vim.lsp.util.apply_workspace_edit(answer.result[1].edit, "utf-16")
  end
  wait("the mistake to go", function() return #messages() == 0 end)
  answers.mended = vim.api.nvim_get_current_line()

  go("emit PaymentTaken(", #"emit PaymentTaken(")
  local proposals = ask("textDocument/completion")
  answers.completion = vim.tbl_map(function(item) return item.label end, proposals.items or proposals)

  go("emit PaymentTaken", 5)
  answers.hover = ask("textDocument/hover").contents.value

  vim.cmd("write")
  open("sales.esdl")
  go("Billing.PaymentTaken", #"Billing.")
  vim.lsp.buf.definition()
  wait("the other file", function() return vim.fn.expand("%:t") == "billing.esdl" end)
  answers.definition = vim.api.nvim_get_current_line()

  vim.lsp.buf.rename("MoneyTaken")
  wait("the new name", function() return vim.fn.search("MoneyTaken", "nw") > 0 end)
  vim.cmd("wall")

  go("emit MoneyTaken")
  vim.cmd("normal! >>>>")
  vim.lsp.buf.formatting_sync()
  answers.formatted = vim.api.nvim_get_current_line()
end

local succeeded, problem = xpcall(main, debug.traceback)
if not succeeded then answers.problem = problem end
vim.fn.writefile({ vim.json.encode(answers) }, vim.env.ESDL_ANSWERS)
vim.cmd("qall!")
