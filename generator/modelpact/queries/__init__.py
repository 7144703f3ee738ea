"""Questions about requests and parameters, answered from the catalogue and the validators; nothing here prints."""
