metadata description = 'What the verified modules have in common, as far as infra/ gives it.'

@export()
type roleAssignmentType = {
  name: string?
  roleDefinitionIdOrName: string
  principalId: string
  principalType: ('Device' | 'ForeignGroup' | 'Group' | 'ServicePrincipal' | 'User')?
}

@export()
func roleId(roleDefinitionId string) string =>
  subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleDefinitionId)
